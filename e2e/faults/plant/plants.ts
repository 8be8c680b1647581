// Changes to the built code that a stack is started with: crash points, and bugs that the auditor must catch.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Plant {
  /** The services that get it. */
  services: string[];
  /** Below the snapshot, `common/…` for the package. */
  file: string;
  find: string;
  replace: string;
}

const preload = pathToFileURL(join(import.meta.dirname, 'preload.mjs')).href;

/** The environment that gives a service its plants and its preload. Throws when the built code does not hold the text exactly once. */
export function plantEnvironment(given: {
  service: string;
  plants: readonly Plant[];
  snapshot: string;
  crashSwitch: string;
}): Record<string, string> {
  const { service, snapshot, crashSwitch } = given;
  const plants = given.plants
    .filter((plant) => plant.services.includes(service))
    .map(({ file, find, replace }) => {
      const path = file.startsWith('common/') ? `node_modules/@turnout/${file}` : file;
      if (readFileSync(join(snapshot, path), 'utf8').split(find).length !== 2)
        throw new Error(`the plant for ${file} does not fit any more, look again at: ${find}`);
      return { file: path, find, replace };
    });
  return {
    NODE_OPTIONS: `--import=${preload}`,
    FAULTS_PLANTS: JSON.stringify(plants),
    FAULTS_CRASH_SWITCH: crashSwitch,
  };
}

/** What has to be undone, last first; each is done once, also when several ask for it. */
export interface Releases {
  add(release: () => Promise<void> | void): void;
  runAll(): Promise<void>;
}

export function createReleases(): Releases {
  const releases: (() => Promise<void> | void)[] = [];
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (let release = releases.pop(); release !== undefined; release = releases.pop()) {
      try {
        await release();
      } catch (error) {
        process.stderr.write(`${String(error)}\n`);
      }
    }
  };
  return { add: (release) => void releases.push(release), runAll: () => (running ??= run()) };
}

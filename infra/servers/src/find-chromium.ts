import { aptGetInstall, ignoreProgress, type Progress } from './apt-get.ts';
import { findBinary, isExecutable, serversFolder } from './find-binary.ts';
import { MissingServerError } from './missing-server-error.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Finds a Chromium or Chrome to drive in browser tests, or installs one with apt-get as root on Debian. */
export async function findChromium(
  onProgress: Progress = ignoreProgress,
  cacheFolder = serversFolder,
): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    if (isExecutable(given)) return given;
    throw new MissingServerError(
      `CHROMIUM_PATH names ${given}, which cannot be run: correct it or unset it.`,
    );
  }
  const found = findBinary(names, cacheFolder) ?? (isExecutable(macChrome) ? macChrome : undefined);
  if (found !== undefined) return found;
  const fetched = (await aptGetInstall('chromium', onProgress)) ? findBinary(names, cacheFolder) : undefined;
  if (fetched !== undefined) return fetched;
  const install =
    process.platform === 'darwin' ? '"brew install --cask google-chrome"' : '"sudo apt-get install chromium"';
  throw new MissingServerError(`Chromium was not found: install it with ${install}, or set CHROMIUM_PATH.`);
}

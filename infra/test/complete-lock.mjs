// Completes package-lock.json with the platform builds of native packages that the registry at hand does not carry.
// npm writes only what it can see, and `npm ci` then refuses the lock file everywhere. `npm run lock` writes a whole one.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
];
const cpus = [
  'x64',
  'arm64',
  'arm',
  'ia32',
  'ppc64',
  'ppc64le',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
];

/** What a package's name says about where it runs: `@swc/core-linux-arm64-musl` -> linux, arm64, musl. */
function platformOf(name) {
  const words = name
    .toLowerCase()
    .replace('linuxmusl', 'linux-musl')
    .split(/[^a-z0-9]+/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words
    .map((word) => (word.startsWith('arm') && word !== 'arm64' ? 'arm' : word))
    .filter((word) => cpus.includes(word));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  return {
    ...(cpu.length ? { cpu } : {}),
    ...(libc.length && os.includes('linux') ? { libc } : {}),
    ...(os.length ? { os } : {}),
  };
}

/** Where node would find `name` from `path`, nearest first. */
function placesOf(path, name) {
  const places = [`${path}/node_modules/${name}`];
  for (let at = path.lastIndexOf('node_modules/'); at > 0; at = path.lastIndexOf('node_modules/', at - 2)) {
    places.push(`${path.slice(0, at)}node_modules/${name}`);
  }
  return [...places, `node_modules/${name}`];
}

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (placesOf(path, name).some((place) => lock.packages[place])) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages added to package-lock.json`);

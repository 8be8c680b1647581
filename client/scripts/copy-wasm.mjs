// Serves the QR reader's .wasm from our own origin: a door must not depend on a CDN, and the file must match the package exactly.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
const manifest = path.join(wasm.slice(0, wasm.lastIndexOf(`${path.sep}dist${path.sep}`)), 'package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const target = path.join(import.meta.dirname, '../public/zxing');

mkdirSync(target, { recursive: true });
copyFileSync(wasm, path.join(target, `zxing_reader-${version}.wasm`));

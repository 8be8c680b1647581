'use client';

import { prepareZXingModule, readBarcodes, ZXING_WASM_VERSION } from 'zxing-wasm/reader';

export type ReadFrame = (frame: ImageData) => Promise<string | null>;

/** Loads the reader from our own origin, in exactly the version that the code was built for. */
export async function loadQrReader(): Promise<ReadFrame> {
  await prepareZXingModule({
    overrides: { locateFile: () => `/zxing/zxing_reader-${ZXING_WASM_VERSION}.wasm` },
    fireImmediately: true,
  });
  return async (frame) => {
    const results = await readBarcodes(frame, {
      formats: ['QRCode'],
      maxNumberOfSymbols: 1,
      tryDownscale: true,
    });
    return results.find((result) => result.isValid)?.text ?? null;
  };
}

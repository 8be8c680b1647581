const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const paint = (code: number, text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);

export const dim = (text: string) => paint(2, text);
export const bold = (text: string) => paint(1, text);

export interface Terminal {
  line(text: string): void;
}

export const terminal: Terminal = { line: (text) => void process.stdout.write(`${text}\n`) };

/** Runs one step of the start and shows a line for it when it is done; `note` shows what takes long meanwhile. */
export async function step<T>(
  screen: Terminal,
  title: string,
  work: (note: (text: string) => void) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const note = (text: string) => screen.line(dim(`  … ${text}`));
  try {
    const result = await work(note);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    screen.line(`${paint(32, '✓')} ${title} ${dim(`${seconds} s`)}`);
    return result;
  } catch (error) {
    screen.line(`${paint(31, '✗')} ${title}`);
    throw error;
  }
}

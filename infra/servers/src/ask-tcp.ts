import { connect } from 'node:net';

/** Connects, sends `question` if there is one, and returns the first bytes that come back. */
export async function askTcp(port: number, question = ''): Promise<string> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer in time')));
    socket.once('connect', () => socket.write(question));
    socket.once('error', reject);
    socket.once('data', (data) => {
      resolve(data.toString('latin1'));
      socket.destroy();
    });
    socket.once('close', () => reject(new Error('closed without an answer')));
  });
}

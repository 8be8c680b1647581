// Stops what the global setup started; should jest be killed before, the servers end by themselves.
export default async function stopServersForTests() {
  await Promise.all((globalThis.turnoutTestServers ?? []).map((server) => server.stop()));
}

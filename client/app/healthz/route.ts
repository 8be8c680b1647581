/** For probes: the web server answers. It says nothing about the services behind it, which have probes of their own. */
export function GET() {
  return Response.json({ status: 'ok' });
}

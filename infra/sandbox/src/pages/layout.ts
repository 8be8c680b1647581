/** The frame of the sandbox's pages: one dark stylesheet, no scripts, everything from outside escaped. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: dark; --ink: #f6f7ff; --soft: #a9b0d6; --line: #2c3266; --accent: #8b7cff; }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; color: var(--ink); font: 16px/1.55 system-ui, sans-serif;
    background: radial-gradient(60rem 30rem at 85% -10%, #3b2fa8 0%, transparent 60%), #0d1030; }
  main { max-width: 60rem; margin: 0 auto; padding: 4rem 1.25rem; }
  main.narrow { max-width: 27rem; }
  h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .75rem; }
  h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
  p { color: var(--soft); margin: 0 0 1rem; }
  code { font: .92em ui-monospace, monospace; color: #d6d2ff; }
  a { color: #b9b0ff; }
  .tag { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; background: #f5b94a; color: #201400;
    font-size: .75rem; font-weight: 700; letter-spacing: .06em; text-transform: uppercase; margin-bottom: 1rem; }
  .card { background: #151941cc; border: 1px solid var(--line); border-radius: .9rem; padding: 1.5rem; }
  .scroll { overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; font-size: .92rem; }
  th { text-align: left; color: var(--soft); font-weight: 500; }
  th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
  tr:last-child td { border-bottom: 0; }
  td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
  .amount { font-size: 2.25rem; font-weight: 650; letter-spacing: -.02em; margin: .5rem 0 1rem; color: var(--ink); }
  form { display: grid; gap: .75rem; margin-top: 1.5rem; }
  button { font: inherit; font-weight: 600; padding: .8rem 1rem; border-radius: .6rem; cursor: pointer;
    border: 1px solid transparent; background: var(--accent); color: #0d0a2b; }
  button.quiet { background: transparent; color: var(--ink); border-color: var(--line); }
  button:focus-visible, a:focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

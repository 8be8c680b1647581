'use client';

/** The last resort: shown when even the layout failed, so it brings its own page and styles. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: 'system-ui, sans-serif',
          background: '#f3f4ef',
          color: '#131715',
          padding: '4rem 1.5rem',
        }}
      >
        <title>Turnout</title>
        <h1>That did not work</h1>
        <p>Turnout is not answering right now. Please try again in a moment.</p>
        <button type="button" onClick={() => retry()} style={{ padding: '0.8rem 1.4rem', font: 'inherit' }}>
          Try again
        </button>
      </body>
    </html>
  );
}

'use client';

import { toString as drawQr } from 'qrcode';
import { useEffect, useState } from 'react';
import type { DoorGrant } from '../../lib/types.ts';

/** The link of a new door session. The server keeps only a hash of it, so this is the one time it can be shown. */
export function DoorLink({ grant }: { grant: DoorGrant & { name: string } }) {
  const [qr, setQr] = useState('');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    let gone = false;
    const draw = async () => {
      const svg = await drawQr(grant.url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
      if (!gone) setQr(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
    };
    void draw();
    return () => {
      gone = true;
    };
  }, [grant.url]);

  const copy = async () => {
    await navigator.clipboard.writeText(grant.url);
    setCopied(true);
  };
  return (
    <section
      role="status"
      className="grid gap-5 rounded-2xl bg-ink p-5 text-paper sm:grid-cols-[auto_1fr] sm:items-center sm:p-6"
    >
      {qr ? (
        <img
          src={qr}
          alt={`Door link of ${grant.name} as a QR code`}
          className="h-56 w-56 justify-self-center rounded-xl bg-white"
        />
      ) : (
        <div className="h-56 w-56 rounded-xl bg-paper/10" />
      )}
      <div className="min-w-0">
        <h2 className="text-2xl">{grant.name} is ready</h2>
        <p className="mt-2 text-paper/80">
          Scan this with the phone that will stand at the gate, or send the link. It is shown only once.
        </p>
        <a
          href={grant.url}
          data-testid="door-url"
          className="mt-3 block truncate text-sm underline underline-offset-4"
        >
          {grant.url}
        </a>
        <div className="mt-4 flex flex-wrap gap-2">
          <button type="button" onClick={copy} className="btn-lime btn-small">
            {copied ? 'Copied' : 'Copy link'}
          </button>
          <a
            href={grant.url}
            target="_blank"
            rel="noreferrer"
            className="btn btn-small border border-paper/50 text-paper"
          >
            Open here
          </a>
        </div>
      </div>
    </section>
  );
}

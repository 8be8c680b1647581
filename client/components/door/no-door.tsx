import Link from 'next/link';

interface NoDoorProps {
  stage: { kind: 'no-token' } | { kind: 'closed' } | { kind: 'failed'; sentence: string };
  onRetry: () => void;
  onLeave: () => void;
}

const texts = {
  'no-token': {
    title: 'Open your door link',
    text: 'The promoter gives you a link or a QR code for your gate. Open it on this device and you can scan at once.',
  },
  closed: {
    title: 'This door was closed',
    text: 'The promoter ended this door session. Ask for a new link.',
  },
  failed: { title: 'The door does not open', text: '' },
};

export function NoDoor({ stage, onRetry, onLeave }: NoDoorProps) {
  const { title, text } = texts[stage.kind];
  return (
    <div className="wrap max-w-lg py-16 text-center" data-testid="no-door">
      <h1 className="text-4xl sm:text-5xl">{title}</h1>
      <p className="mt-4 text-lg text-ink-2">{stage.kind === 'failed' ? stage.sentence : text}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        {stage.kind === 'failed' && (
          <button type="button" onClick={onRetry} className="btn-primary">
            Try again
          </button>
        )}
        {stage.kind === 'closed' && (
          <button type="button" onClick={onLeave} className="btn-primary">
            Forget this door
          </button>
        )}
        <Link href="/" className="btn-quiet">
          To the shop
        </Link>
      </div>
    </div>
  );
}

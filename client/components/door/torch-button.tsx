'use client';

import { useState } from 'react';

// Not in the DOM types: only phones know a torch.
type TorchCapabilities = MediaTrackCapabilities & { torch?: boolean };
type TorchConstraint = MediaTrackConstraintSet & { torch: boolean };

export function TorchButton({ track }: { track: MediaStreamTrack | null }) {
  const [lit, setLit] = useState(false);
  const capabilities: TorchCapabilities | undefined = track?.getCapabilities?.();
  if (!track || !capabilities?.torch) return null;
  const toggle = async () => {
    const constraint: TorchConstraint = { torch: !lit };
    await track.applyConstraints({ advanced: [constraint] });
    setLit(!lit);
  };
  return (
    <button
      type="button"
      aria-pressed={lit}
      onClick={toggle}
      className={`btn btn-small ${lit ? 'bg-lime text-ink' : 'bg-ink/80 text-paper'}`}
    >
      Torch
    </button>
  );
}

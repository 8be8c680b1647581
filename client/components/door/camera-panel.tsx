'use client';

import { useRef, useState } from 'react';
import { TorchButton } from './torch-button.tsx';
import { type CameraState, useCamera } from './use-camera.ts';

const problems: Partial<Record<CameraState, string>> = {
  denied: 'The camera is blocked for this page. Allow it in the browser settings, or type the code.',
  missing: 'There is no camera on this device. Type the code, or use a hand scanner.',
  failed: 'The camera does not start. Close other apps that use it, or type the code.',
};

export function CameraPanel({ paused, onCode }: { paused: boolean; onCode: (code: string) => void }) {
  const [attempt, setAttempt] = useState(0);
  const video = useRef<HTMLVideoElement>(null);
  const { state, track } = useCamera({ attempt, paused, video, onCode });
  const problem = problems[state];
  const showing = state === 'on' || state === 'starting';
  return (
    <div className="relative min-h-56 flex-1 overflow-hidden rounded-2xl bg-black/60">
      <video
        ref={video}
        playsInline
        muted
        aria-label="Camera picture"
        className={`absolute inset-0 h-full w-full object-cover ${showing ? '' : 'hidden'}`}
      />
      {state === 'on' && (
        <div className="pointer-events-none absolute inset-0 grid place-items-center" aria-hidden="true">
          <div className="aspect-square h-3/5 max-h-72 rounded-3xl border-4 border-lime/90" />
        </div>
      )}
      {!showing && (
        <div className="absolute inset-0 grid place-items-center p-6 text-center">
          <div>
            {problem && (
              <p role="alert" className="mx-auto mb-4 max-w-xs text-paper/90">
                {problem}
              </p>
            )}
            <button
              type="button"
              data-testid="camera-start"
              onClick={() => setAttempt(attempt + 1)}
              className="btn-lime"
            >
              Scan with the camera
            </button>
          </div>
        </div>
      )}
      {state === 'on' && (
        <div className="absolute right-3 bottom-3 flex gap-2">
          <TorchButton track={track} />
          <button type="button" onClick={() => setAttempt(0)} className="btn btn-small bg-ink/80 text-paper">
            Camera off
          </button>
        </div>
      )}
    </div>
  );
}

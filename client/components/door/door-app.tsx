'use client';

import { useCallback, useEffect, useState } from 'react';
import { type Door, forgetDoorToken, isDoorClosed, onlineDoor, takeDoorToken } from '../../lib/door.ts';
import { sentenceFor } from '../../lib/error-sentences.ts';
import type { DoorState } from '../../lib/types.ts';
import { Spinner } from '../ui/spinner.tsx';
import { DoorScreen } from './door-screen.tsx';
import { NoDoor } from './no-door.tsx';

type Stage =
  | { kind: 'opening' }
  | { kind: 'no-token' }
  | { kind: 'closed' }
  | { kind: 'failed'; sentence: string }
  | { kind: 'open'; door: Door; state: DoorState };

/** Opens the door this device was given a link for. */
export function DoorApp() {
  const [stage, setStage] = useState<Stage>({ kind: 'opening' });

  const open = useCallback(async () => {
    const token = takeDoorToken();
    if (!token) {
      setStage({ kind: 'no-token' });
      return;
    }
    setStage({ kind: 'opening' });
    try {
      const door = onlineDoor(token);
      setStage({ kind: 'open', door, state: await door.session() });
    } catch (error) {
      setStage(isDoorClosed(error) ? { kind: 'closed' } : { kind: 'failed', sentence: sentenceFor(error) });
    }
  }, []);

  useEffect(() => {
    void open();
    // Another door link opened in this very tab only changes the fragment.
    const onHash = () => void open();
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [open]);

  const leave = () => {
    forgetDoorToken();
    setStage({ kind: 'no-token' });
  };

  if (stage.kind === 'open') {
    return (
      <DoorScreen
        door={stage.door}
        initialState={stage.state}
        onClosed={() => setStage({ kind: 'closed' })}
        onLeave={leave}
      />
    );
  }
  if (stage.kind === 'opening') {
    return (
      <div className="fixed inset-0 z-40 grid place-items-center bg-ink text-paper" role="status">
        <Spinner className="h-10 w-10" />
        <span className="sr-only">Opening the door</span>
      </div>
    );
  }
  return <NoDoor stage={stage} onRetry={open} onLeave={leave} />;
}

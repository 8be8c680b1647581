'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { loadQrReader } from './qr-reader.ts';

export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'missing' | 'failed';

interface UseCamera {
  /** 0 is off; each press of the button is a new attempt. */
  attempt: number;
  /** While a verdict is on the screen nothing is read. */
  paused: boolean;
  video: RefObject<HTMLVideoElement | null>;
  onCode: (code: string) => void;
}

const betweenFramesMs = 120;
/** The same code held in front of the lens counts once in this time. */
const sameCodeMs = 3_000;

export function useCamera({ attempt, paused, video, onCode }: UseCamera) {
  const [state, setState] = useState<CameraState>('off');
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  const latest = useRef({ paused, onCode });
  useEffect(() => {
    latest.current = { paused, onCode };
  });

  useEffect(() => {
    if (attempt === 0) return undefined;
    const controller = new AbortController();
    let stream: MediaStream | undefined;
    const run = async () => {
      setState('starting');
      try {
        if (!('mediaDevices' in navigator)) throw new DOMException('no camera', 'NotFoundError');
        const constraints = { video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false };
        const [opened, read] = await Promise.all([
          navigator.mediaDevices.getUserMedia(constraints),
          loadQrReader(),
        ]);
        stream = opened;
        if (controller.signal.aborted || !video.current) return stop(stream);
        video.current.srcObject = stream;
        await video.current.play();
        setTrack(stream.getVideoTracks()[0] ?? null);
        setState('on');
        await watch({ video: video.current, read, latest, signal: controller.signal });
      } catch (error) {
        if (!controller.signal.aborted) setState(failureOf(error));
      }
    };
    void run();
    return () => {
      controller.abort();
      stop(stream);
      setTrack(null);
      setState('off');
    };
  }, [attempt, video]);

  return { state, track };
}

interface Watch {
  video: HTMLVideoElement;
  read: (frame: ImageData) => Promise<string | null>;
  latest: RefObject<{ paused: boolean; onCode: (code: string) => void }>;
  signal: AbortSignal;
}

async function watch({ video, read, latest, signal }: Watch): Promise<void> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let lastCode = '';
  let lastAt = 0;
  if (!context) return;
  while (!signal.aborted) {
    if (!latest.current.paused && video.videoWidth > 0) {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      context.drawImage(video, 0, 0);
      const code = await read(context.getImageData(0, 0, canvas.width, canvas.height));
      const repeated = code === lastCode && Date.now() - lastAt < sameCodeMs;
      if (code) {
        lastCode = code;
        lastAt = Date.now();
      }
      if (code && !repeated && !latest.current.paused) latest.current.onCode(code);
    } else if (latest.current.paused) lastAt = Date.now();
    await new Promise((resolve) => {
      setTimeout(resolve, betweenFramesMs);
    });
  }
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function failureOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

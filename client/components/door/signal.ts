let audio: AudioContext | undefined;

/** A steward looks at the guest, not at the screen: one high tone and a short buzz let in, two low ones do not. */
export function signal(tone: 'admit' | 'refuse'): void {
  if ('vibrate' in navigator) navigator.vibrate(tone === 'admit' ? 80 : [180, 80, 180]);
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
    if (tone === 'admit') beep(audio, { hertz: 1_320, at: 0, seconds: 0.14 });
    else {
      beep(audio, { hertz: 220, at: 0, seconds: 0.2 });
      beep(audio, { hertz: 180, at: 0.26, seconds: 0.26 });
    }
  } catch {
    // No sound on this device; the screen and the buzz are enough.
  }
}

function beep(
  context: AudioContext,
  { hertz, at, seconds }: { hertz: number; at: number; seconds: number },
): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const start = context.currentTime + at;
  oscillator.type = hertz > 500 ? 'sine' : 'square';
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0.25, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}

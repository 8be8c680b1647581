'use client';

import { type FormEvent, useEffect, useRef } from 'react';

/** For typing and for hand scanners, which type very fast and press Enter; so the focus always comes back here. */
export function CodeInput({ active, onCode }: { active: boolean; onCode: (code: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // On a phone the focus would open the keyboard over the camera: only where there is a real keyboard or hand scanner.
    const finePointer = window.matchMedia('(pointer: fine)').matches;
    if (!active || !finePointer) return undefined;
    const focus = () => input.current?.focus({ preventScroll: true });
    focus();
    const onBlur = () => setTimeout(() => document.activeElement === document.body && focus(), 100);
    const element = input.current;
    element?.addEventListener('blur', onBlur);
    return () => element?.removeEventListener('blur', onBlur);
  }, [active]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = input.current?.value ?? '';
    if (input.current) input.current.value = '';
    onCode(code);
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <label className="sr-only" htmlFor="door-code">
        Ticket code
      </label>
      <input
        id="door-code"
        ref={input}
        data-testid="door-code"
        placeholder="Type or scan a code"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={1_000}
        className="input min-w-0 flex-1 border-transparent"
      />
      <button type="submit" data-testid="door-submit" className="btn-lime">
        Check
      </button>
    </form>
  );
}

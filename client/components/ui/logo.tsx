/** A ticket stub with its corner turned out, and the name. */
export function Logo({ light = false }: { light?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      <LogoMark className="h-8 w-8" />
      <span
        className={`font-display text-[1.45rem] leading-none font-extrabold tracking-[-0.045em] ${light ? 'text-paper' : 'text-ink'}`}
      >
        turnout
      </span>
    </span>
  );
}

function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <rect width="64" height="64" rx="16" fill="#131715" />
      <path
        d="M14 20h36v8a5 5 0 0 0 0 9v8H14v-8a5 5 0 0 0 0-9z"
        fill="#d4f64a"
        transform="rotate(-14 32 32)"
      />
      <path
        d="M25 33l5.5 5.5L40 27"
        fill="none"
        stroke="#131715"
        strokeWidth="4.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

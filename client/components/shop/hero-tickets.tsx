/** Three tickets thrown on the table; decoration for wide screens. */
export function HeroTickets() {
  return (
    <svg
      viewBox="0 0 520 420"
      className="absolute top-1/2 right-[max(-3rem,calc(50%-40rem))] hidden h-[118%] -translate-y-1/2 lg:block"
      aria-hidden="true"
    >
      <defs>
        <path
          id="stub"
          d="M0 14a14 14 0 0 1 14-14h292a14 14 0 0 1 14 14v38a20 20 0 0 0 0 40v38a14 14 0 0 1-14 14H14a14 14 0 0 1-14-14V92a20 20 0 0 0 0-40z"
        />
      </defs>
      <g transform="translate(150 20) rotate(24 160 72)">
        <use href="#stub" fill="#ff7ab8" />
        <path d="M236 6v132" stroke="#131715" strokeWidth="3" strokeDasharray="3 9" strokeLinecap="round" />
      </g>
      <g transform="translate(130 232) rotate(-8 160 72)">
        <use href="#stub" fill="#7aa5ff" />
        <path d="M236 6v132" stroke="#131715" strokeWidth="3" strokeDasharray="3 9" strokeLinecap="round" />
      </g>
      <g transform="translate(108 128) rotate(-16 160 72)">
        <use href="#stub" fill="#d4f64a" />
        <path d="M236 6v132" stroke="#131715" strokeWidth="3" strokeDasharray="3 9" strokeLinecap="round" />
        <g fill="#131715">
          <rect x="28" y="34" width="120" height="18" rx="9" />
          <rect x="28" y="66" width="172" height="10" rx="5" opacity="0.45" />
          <rect x="28" y="90" width="92" height="10" rx="5" opacity="0.45" />
        </g>
        <path
          d="M256 74l14 14 24-30"
          fill="none"
          stroke="#131715"
          strokeWidth="9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </g>
    </svg>
  );
}

import { coverFor } from '../../lib/cover.ts';
import type { ShowEvent } from '../../lib/types.ts';

interface EventCoverProps {
  event: Pick<ShowEvent, 'id' | 'name' | 'imageUrl'>;
  className?: string;
  /** Above the fold: load at once. */
  eager?: boolean;
}

/** The promoter's picture, or a poster drawn from the event's id. Decoration: the name always stands next to it. */
export function EventCover({ event, className = '', eager = false }: EventCoverProps) {
  if (event.imageUrl) {
    return (
      <img
        src={event.imageUrl}
        alt=""
        loading={eager ? 'eager' : 'lazy'}
        className={`h-full w-full bg-ink object-cover ${className}`}
      />
    );
  }
  return <Poster seed={event.id} className={className} />;
}

function Poster({ seed, className }: { seed: string; className: string }) {
  const cover = coverFor(seed);
  const id = `poster-${seed}`;
  const x = cover.x * 400;
  const y = cover.y * 300;
  return (
    <svg
      viewBox="0 0 400 300"
      preserveAspectRatio="xMidYMid slice"
      className={`h-full w-full ${className}`}
      aria-hidden="true"
    >
      <defs>
        <linearGradient id={id} gradientTransform={`rotate(${cover.angle} 0.5 0.5)`}>
          <stop offset="0.1" stopColor={cover.from} />
          <stop offset="1" stopColor={cover.to} />
        </linearGradient>
      </defs>
      <rect width="400" height="300" fill={`url(#${id})`} />
      <g fill="none" stroke="#fff" strokeOpacity="0.34">
        {cover.shape === 'rings' &&
          Array.from({ length: 9 }, (_, ring) => (
            <circle key={ring} cx={x} cy={y} r={18 + ring * 26} strokeWidth="5" />
          ))}
        {cover.shape === 'bars' &&
          Array.from({ length: 17 }, (_, bar) => {
            const height = 30 + Math.abs(Math.sin(bar * cover.x * 3 + cover.y * 9)) * 190;
            return (
              <path
                key={bar}
                d={`M${20 + bar * 23} 300v-${height.toFixed(1)}`}
                strokeWidth="11"
                strokeLinecap="round"
              />
            );
          })}
      </g>
      {cover.shape === 'arc' && (
        <>
          <circle cx={x} cy={y + 90} r="130" fill={cover.from} fillOpacity="0.85" />
          <circle cx={x} cy={y + 90} r="84" fill={cover.to} />
          <path d={`M0 ${y + 150}H400V300H0Z`} fill={cover.to} fillOpacity="0.75" />
        </>
      )}
      {cover.shape === 'dots' && (
        <g fill="#fff" fillOpacity="0.38">
          {Array.from({ length: 140 }, (_, dot) => {
            const cx = 14 + (dot % 14) * 28.5;
            const cy = 14 + Math.floor(dot / 14) * 30;
            const radius = Math.max(0.8, 11 - Math.hypot(cx - x, cy - y) / 22);
            return <circle key={dot} cx={cx} cy={cy} r={radius.toFixed(2)} />;
          })}
        </g>
      )}
    </svg>
  );
}

import { isPaid } from '../../lib/order-state.ts';
import { formatMoment, zoneName } from '../../lib/time.ts';
import type { Order } from '../../lib/types.ts';

interface Step {
  title: string;
  note?: string;
  done: boolean;
}

export function OrderTimeline({
  order,
  hasTickets,
  timeZone,
}: {
  order: Order;
  hasTickets: boolean;
  timeZone: string;
}) {
  return (
    <section className="card p-5" aria-labelledby="timeline-heading">
      <h2 id="timeline-heading" className="text-xl">
        What happens
      </h2>
      <ol className="mt-4">
        {stepsOf(order, hasTickets, timeZone).map((step, index, all) => (
          <li key={step.title} className="relative flex gap-3 pb-5 last:pb-0">
            {index < all.length - 1 && (
              <span className="absolute top-5 bottom-0 left-[0.7rem] w-0.5 bg-line" aria-hidden="true" />
            )}
            <span
              className={`relative mt-0.5 grid h-6 w-6 shrink-0 place-items-center rounded-full ${
                step.done ? 'bg-leaf text-paper' : 'border-2 border-line bg-paper'
              }`}
            >
              {step.done && (
                <svg viewBox="0 0 20 20" className="h-3.5 w-3.5" aria-hidden="true">
                  <path
                    d="M4 10.5l4 4 8-9"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="3"
                    strokeLinecap="round"
                  />
                </svg>
              )}
              <span className="sr-only">{step.done ? 'Done:' : 'To come:'}</span>
            </span>
            <span>
              <span className={`block font-semibold ${step.done ? '' : 'text-ink-3'}`}>{step.title}</span>
              {step.note && <span className="block text-sm text-ink-3">{step.note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function stepsOf(order: Order, hasTickets: boolean, timeZone: string): Step[] {
  const moment = (iso: string) => `${formatMoment(iso, timeZone)} ${zoneName(iso, timeZone)}`;
  const reserved: Step = {
    title: 'Tickets held',
    done: true,
    ...(order.createdAt ? { note: moment(order.createdAt) } : {}),
  };
  if (order.status === 'expired') {
    return [reserved, { title: 'Hold ran out', note: moment(order.expiresAt), done: true }];
  }
  if (order.status === 'cancelled')
    return [reserved, { title: 'Cancelled', note: 'You were not charged.', done: true }];
  const paid = isPaid(order.status);
  const steps: Step[] = [
    reserved,
    {
      title: order.totalCents === 0 ? 'Confirmed' : 'Paid',
      done: paid,
      ...(paid ? {} : { note: `until ${moment(order.expiresAt)}` }),
    },
    { title: 'Tickets made', done: paid && hasTickets },
  ];
  if (order.status === 'refunded') steps.push({ title: 'Money on its way back', done: true });
  return steps;
}

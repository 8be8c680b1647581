/** A plain GET form: it works before any script has loaded, and every search has its own address. */
export function SearchBox({ q, city }: { q: string; city: string }) {
  return (
    <form
      action="/"
      role="search"
      className="mt-8 flex max-w-2xl flex-col gap-2 rounded-2xl bg-paper p-2 text-ink sm:flex-row sm:rounded-full"
    >
      <label className="flex min-w-0 flex-[2] flex-col justify-center px-4 py-1">
        <span className="text-xs font-bold text-ink-3">What</span>
        <input
          name="q"
          type="search"
          defaultValue={q}
          maxLength={100}
          placeholder="Artist, event or venue"
          data-testid="search"
          className="min-h-8 w-full rounded bg-transparent placeholder:text-ink-3 focus-visible:outline-offset-4"
        />
      </label>
      <label className="flex min-w-0 flex-1 flex-col justify-center border-line px-4 py-1 sm:border-l">
        <span className="text-xs font-bold text-ink-3">Where</span>
        <input
          name="city"
          defaultValue={city}
          maxLength={60}
          placeholder="Any city"
          className="min-h-8 w-full rounded bg-transparent placeholder:text-ink-3 focus-visible:outline-offset-4"
        />
      </label>
      <button type="submit" className="btn-lime">
        Search
      </button>
    </form>
  );
}

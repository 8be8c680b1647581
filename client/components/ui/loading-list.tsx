/** Stands where a list will be, while it is fetched. */
export function LoadingList() {
  return (
    <div role="status" className="mt-6 space-y-4">
      <span className="sr-only">Loading</span>
      <div className="skeleton h-28 w-full" />
      <div className="skeleton h-28 w-full" />
      <div className="skeleton h-28 w-full" />
    </div>
  );
}

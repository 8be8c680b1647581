export function LoadingPage() {
  return (
    <div className="wrap py-10" role="status">
      <span className="sr-only">Loading</span>
      <div className="skeleton h-10 w-2/3 max-w-md" />
      <div className="skeleton mt-6 h-40 w-full" />
      <div className="skeleton mt-4 h-40 w-full" />
    </div>
  );
}

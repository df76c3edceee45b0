/** The two arcs of a breath: the mark of Breather. */
export function Arcs({ size }: { readonly size: number }) {
  return (
    <svg class="arcs" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <path d="M10 5C6.6 9 6.6 15 10 19M14 5c3.4 4 3.4 10 0 14" />
    </svg>
  );
}

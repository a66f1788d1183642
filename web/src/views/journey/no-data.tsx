/** What cannot be seen is told so, never shown as 0. */
export const NoData = () => <span class="nodata">no data</span>;

/** A stage without a step: nobody was seen there, or too few at each of its steps to show one. */
export const NoStep = ({ fewer }: { readonly fewer: number | null }) =>
  fewer === null ? <NoData /> : <span class="nodata">fewer than {fewer} people at each step</span>;

/** What cannot be seen is told so, never shown as 0. */
export const NoData = () => <span class="nodata">no data</span>;

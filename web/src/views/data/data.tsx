import { useTitle } from "../../ui/title";

export function DataScreen() {
  useTitle("Data");
  return (
    <div class="page-head">
      <h1>Data</h1>
    </div>
  );
}

import { href } from "../router";
import { useTitle } from "../ui/title";

/** An address that leads to no screen: says so, with the way back. */
export function Nowhere({ address }: { readonly address: string | null }) {
  useTitle("No such page");
  return (
    <div class="problem" role="alert">
      <h1>No such page</h1>
      <p>Nothing stands at <code>#/{address}</code>. The address may be mistyped, or a newer Folkways wrote it.</p>
      <p><a href={href("home")}>Go to Home</a></p>
    </div>
  );
}

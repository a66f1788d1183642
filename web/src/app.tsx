export function App() {
  return (
    <main>
      <h1>Folkways</h1>
      <p>Personas and journeys, with the evidence behind them.</p>
    </main>
  );
}

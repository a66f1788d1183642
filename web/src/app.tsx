import { useEffect } from "preact/hooks";
import { type Route, route } from "./router";
import { type Host } from "./sync/host";
import { Library, LibraryContext } from "./sync/pages";
import { useMemo } from "preact/hooks";
import { closeDrawer, shown } from "./ui/shown";
import { Shell } from "./shell";
import { CareScreen } from "./views/care/care";
import { DataScreen } from "./views/data/data";
import { GapsScreen } from "./views/gaps/gaps";
import { HomeScreen } from "./views/home/home";
import { JourneyScreen } from "./views/journey/journey";
import { JourneysScreen } from "./views/journeys/journeys";
import { Nowhere } from "./views/nowhere";
import { PersonaScreen } from "./views/persona/persona";
import { PersonasScreen } from "./views/personas/personas";
import { QuestionScreen } from "./views/surveys/question";
import { SurveysScreen } from "./views/surveys/surveys";
import { VoicesScreen } from "./views/voices/voices";

const PLAIN = { home: <HomeScreen />, voices: <VoicesScreen />, gaps: <GapsScreen />, data: <DataScreen /> };

function Screen({ at }: { readonly at: Route }) {
  if (at.screen === "personas") return at.id ? <PersonaScreen id={at.id} key={at.id} /> : <PersonasScreen />;
  if (at.screen === "journeys") return at.id ? <JourneyScreen id={at.id} key={at.id} /> : <JourneysScreen />;
  if (at.screen === "surveys") return at.id ? <QuestionScreen question={at.id} key={at.id} /> : <SurveysScreen />;
  if (at.screen === "care") return <CareScreen part={at.id} />;
  if (at.screen === "nowhere") return <Nowhere address={at.id} />;
  return PLAIN[at.screen];
}

/** A new place: what was open about the old one closes. */
function useArrival(at: Route): void {
  useEffect(() => {
    if (shown.value) closeDrawer();
    window.scrollTo(0, 0);
  }, [at]);
}

export function App({ host }: { readonly host: Host }) {
  const library = useMemo(() => new Library(host), [host]);
  const at = route.value;
  useArrival(at);
  return (
    <LibraryContext.Provider value={library}>
      <Shell at={at}>
        <Screen at={at} />
      </Shell>
    </LibraryContext.Provider>
  );
}

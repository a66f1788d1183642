import type { Answers, DriverFindings, Surveys } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Empty } from "../../ui/empty";
import { Loaded } from "../../ui/loaded";
import { useTitle } from "../../ui/title";
import { DriverSections } from "./drivers";
import { KanoSection, MaxDiffSections, RakingSection } from "./further";
import { QuestionTables } from "./questions";

function NothingAsked() {
  return (
    <Empty
      will="Here will stand what surveys told: the share of each answer with its interval, NPS and CSAT with their bands, trends by wave, each persona beside the others, and what drives satisfaction."
      commands={["folkways init answers.csv", "folkways build", "folkways answers"]}
      guide="docs/how-to/read-surveys.md"
    >
      <p>No source of this workspace holds answers to a survey. The export of any survey tool brings them.</p>
    </Empty>
  );
}

function Further({ page }: { readonly page: Surveys }) {
  return (
    <Cited evidence={page.evidence ?? []}>
      <KanoSection features={page.kano ?? []} />
      <MaxDiffSections found={page.maxdiff ?? []} />
      <RakingSection waves={page.raking ?? []} />
    </Cited>
  );
}

function Page({ answers }: { readonly answers: Answers }) {
  const drivers = usePage<DriverFindings>("/api/drivers");
  const surveys = usePage<Surveys>("/api/surveys");
  if (answers.questions.length === 0) return <NothingAsked />;
  return (
    <Cited evidence={answers.evidence ?? []} minCell={answers.minCell} window={answers.window}>
      <QuestionTables questions={answers.questions} />
      <Loaded of={drivers} part>{(page) => <DriverSections page={page} />}</Loaded>
      <Loaded of={surveys} part>{(page) => <Further page={page} />}</Loaded>
    </Cited>
  );
}

export function SurveysScreen() {
  useTitle("Surveys");
  return (
    <>
      <div class="page-head">
        <h1>Surveys</h1>
        <p class="lede">What people answered when they were asked. A question leads to its answers, by wave and by persona.</p>
      </div>
      <Loaded of={usePage<Answers>("/api/answers")} part>{(answers) => <Page answers={answers} />}</Loaded>
    </>
  );
}

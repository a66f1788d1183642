import { render } from "preact";
import "./styles/tokens.css";
import "./styles/parts.css";
import "./styles/page.css";
import "./styles/figure.css";
import "./styles/persona.css";
import "./styles/journey.css";
import "./styles/said.css";
import "./styles/look.css";
import "./styles/print.css";
import { App } from "./app";
import { embedded, file } from "./sync/file";
import { live } from "./sync/live";

const place = document.getElementById("app");
const pages = embedded(document);
if (place) render(<App host={pages ? file(pages) : live} />, place);

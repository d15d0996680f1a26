import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { userId } from "../src/host/recorded/company";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import { open } from "./open";

const opened = (extension: string) => open(RECORDED_PROBLEMS.troubled(), `people/${extension}`);

describe("a person's panel", () => {
  it("says how the match came about", async () => {
    opened("122");
    expect(await screen.findByTestId("person-match")).toHaveTextContent("You matched this extension to Yasemin Dietrich by hand");
  });

  it("leaves the person out and takes it in again", async () => {
    const { host } = opened("103");
    fireEvent.click(await screen.findByTestId("person-sync"));
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent).toEqual([{ kind: "exclude", extension: "103" }, { kind: "include", extension: "103" }]);
  });

  it("takes in again whoever is left out", async () => {
    const { host } = opened("120");
    const toggle = await screen.findByTestId("person-sync");
    expect(toggle).not.toBeChecked();
    fireEvent.click(toggle);
    expect(host.sent).toEqual([{ kind: "include", extension: "120" }]);
  });

  it("sets a direction of its own, and goes back to that of all", async () => {
    const { host } = opened("121");
    const select = await screen.findByTestId("person-direction");
    expect(select).toHaveValue("teams-to-phone");
    fireEvent.change(select, { target: { value: "phone-to-teams" } });
    fireEvent.change(select, { target: { value: "all" } });
    fireEvent.click(screen.getByTestId("undo"));
    const about = { kind: "set-direction", extension: "121" };
    expect(host.sent).toEqual([
      { ...about, direction: "phone-to-teams" },
      { ...about, direction: null },
      { ...about, direction: "teams-to-phone" },
    ]);
  });

  it("goes back to the automatic match, and undo returns to the chosen user", async () => {
    const { host } = opened("122");
    fireEvent.click(await screen.findByTestId("person-automatic"));
    fireEvent.click(screen.getByTestId("undo"));
    const about = { kind: "match-manually", extension: "122" };
    expect(host.sent).toEqual([{ ...about, user: null }, { ...about, user: userId(22) }]);
  });

  it("matches somebody else", async () => {
    const { host } = opened("103");
    fireEvent.click(await screen.findByTestId("person-match-to"));
    fireEvent.click(await screen.findByTestId(`user-${userId(5103)}`));
    expect(host.sent).toEqual([{ kind: "match-manually", extension: "103", user: userId(5103) }]);
  });
});

describe("the matching", () => {
  const choose = async (text: string) => {
    const file = new File([text], "matching.csv", { type: "text/csv" });
    fireEvent.change(screen.getByTestId("matching-file"), { target: { files: [file] } });
    return screen.findByTestId("matching-preview");
  };

  it("is exported whole", async () => {
    const { host } = open(RECORDED_PROBLEMS.troubled(), "people");
    fireEvent.click(screen.getByTestId("matching-menu"));
    fireEvent.click(await screen.findByTestId("matching-export"));
    expect(host.saved[0]?.file).toBe("presence-sync-matching.csv");
    expect(host.saved[0]?.text.split("\r\n")).toHaveLength(252);
    expect(await screen.findByTestId("deed")).toHaveTextContent("presence-sync-matching.csv was saved in your downloads folder.");
  });

  it("is imported after a look at what changes, in one request", async () => {
    const { host } = open(RECORDED_PROBLEMS.troubled(), "people");
    const preview = await choose("extension;user;how\n103;anna.jaeger@contoso.de;manual\n104;;excluded\n120;;\n");
    const list = await within(preview).findByTestId("matching-differences");
    expect(host.asked).toEqual([{ kind: "named", names: ["anna.jaeger@contoso.de"] }]);
    expect(list.querySelectorAll("li")).toHaveLength(3);
    expect(list).toHaveTextContent("103 David Thiele: matched to anna.jaeger@contoso.de by hand instead of david.thiele@contoso.de");
    expect(host.sent).toEqual([]);
    fireEvent.click(screen.getByTestId("matching-apply"));
    expect(host.sent).toEqual([
      { kind: "apply-matching", manual: [{ extension: "103", user: userId(0) }, { extension: "122", user: userId(22) }], excluded: ["104"] },
    ]);
    await waitFor(() => expect(screen.queryByTestId("matching-preview")).not.toBeInTheDocument());
  });

  it("is not applied when it is cancelled", async () => {
    const { host } = open(RECORDED_PROBLEMS.troubled(), "people");
    await choose("extension;user;how\n104;;excluded\n");
    await screen.findByTestId("matching-apply");
    fireEvent.click(screen.getByTestId("matching-preview-cancel"));
    await waitFor(() => expect(screen.queryByTestId("matching-preview")).not.toBeInTheDocument());
    expect(host.sent).toEqual([]);
  });

  it("is not applied in part when a line is wrong", async () => {
    open(RECORDED_PROBLEMS.troubled(), "people");
    await choose("extension;user;how\n104;;excluded\n9999;;\n103;nobody@contoso.de;manual\n");
    const errors = await screen.findByTestId("matching-errors");
    expect(errors).toHaveTextContent("Line 3: Cloudya has no extension “9999”");
    expect(errors).toHaveTextContent("Line 4: the tenant has no user with the sign-in name “nobody@contoso.de”");
    expect(screen.queryByTestId("matching-apply")).not.toBeInTheDocument();
  });

  it("says when there is nothing to apply", async () => {
    open(RECORDED_PROBLEMS.troubled(), "people");
    await choose("extension;user;how\n104;;mail\n");
    expect(await screen.findByTestId("matching-same")).toBeInTheDocument();
    expect(screen.queryByTestId("matching-apply")).not.toBeInTheDocument();
  });
});

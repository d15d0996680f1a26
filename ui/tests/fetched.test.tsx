import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { App } from "../src/App";
import { RECORDED } from "../src/host/recorded/views";
import { replayHost } from "../src/host/replay";
import { openStore } from "../src/model/store";
import { fetchRest } from "../src/pages/fetched";

it("opens the menu of somebody who pressed before it was there, and then the lower overview is there too", async () => {
  const host = replayHost(RECORDED.running());
  const store = openStore(host, (draw) => draw());
  render(<App host={host} store={store} system={{ locale: "en-GB", version: "" }} />);
  expect(screen.queryByTestId("day")).toBeNull();
  await userEvent.click(screen.getByTestId("pause"));
  await act(fetchRest);
  expect(await screen.findByRole("menuitem", { name: "Until tomorrow" })).toBeInTheDocument();
  expect(screen.getByTestId("day")).toBeInTheDocument();
});

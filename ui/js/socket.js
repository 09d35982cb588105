// A subscription of the API: `take` gets what it tells, for as long as the page is open, over broken lines too.
const MINUTE = 60_000;

export function listen(query, take) {
  let pause = 1000;

  function open() {
    const socket = new WebSocket(location.href.replace(/^http/, "ws").replace(/(\/\/[^/]+).*/, "$1/graphql"), "graphql-transport-ws");
    const send = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () => send({ type: "connection_init" });
    socket.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.type === "connection_ack") {
        pause = 1000;
        send({ id: "news", type: "subscribe", payload: { query } });
      } else if (said.type === "next" && said.payload.data) take(said.payload.data);
      else if (said.type === "ping") send({ type: "pong" });
    };
    socket.onclose = () => {
      pause = Math.min(pause * 2, MINUTE);
      setTimeout(open, pause);
    };
  }
  open();
}

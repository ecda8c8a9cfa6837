// Just enough of PostgreSQL's protocol for one connection that the server trusts:
// https://www.postgresql.org/docs/current/protocol-flow.html
'use strict';
const net = require('node:net');

class Postgres {
  #socket;
  #received = Buffer.alloc(0);
  #waiting = []; // one entry for each query that has no answer yet

  constructor({ host, port, user, database }) {
    this.#socket = net.connect({ host, port });
    this.#socket.on('data', bytes => this.#read(bytes));
    this.#socket.on('error', error => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the database closed the connection')));
    const words = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
    this.#socket.write(Buffer.concat([uint32(words.length + 8), uint32(196608), words])); // protocol 3.0
    this.#expect(); // the first ReadyForQuery
  }

  // Rows as arrays of texts. `values` never become a part of the SQL.
  query(sql, values = []) {
    const answer = this.#expect();
    const texts = values.map(value => Buffer.from(String(value)));
    this.#socket.write(Buffer.concat([
      message('P', Buffer.from(`\0${sql}\0`), uint16(0)),
      message('B', Buffer.from('\0\0'), uint16(0), uint16(texts.length), ...texts.flatMap(text => [uint32(text.length), text]), uint16(0)),
      message('E', Buffer.from('\0'), uint32(0)),
      message('S'),
    ]));
    return answer;
  }

  #expect() {
    const answer = new Promise((resolve, reject) => this.#waiting.push({ rows: [], error: null, resolve, reject }));
    answer.catch(() => {}); // who waits for it hears of it
    return answer;
  }

  #read(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 5) {
      const end = 1 + this.#received.readUInt32BE(1);
      if (this.#received.length < end) return;
      this.#hear(String.fromCharCode(this.#received[0]), this.#received.subarray(5, end));
      this.#received = this.#received.subarray(end);
    }
  }

  #hear(kind, body) {
    const current = this.#waiting[0];
    if (!current) return; // that the database ends, or a notice
    if (kind === 'D') current.rows.push(columns(body));
    else if (kind === 'E') current.error = new Error(body.toString().split('\0').find(field => field[0] === 'M')?.slice(1));
    else if (kind === 'R' && body.readUInt32BE(0) !== 0) this.#fail(new Error('the database wants a password'));
    else if (kind === 'Z') {
      this.#waiting.shift();
      if (current.error) current.reject(current.error); else current.resolve(current.rows);
    }
  }

  #fail(error) {
    for (const one of this.#waiting.splice(0)) one.reject(error);
    this.isClosed = true;
    this.#socket.destroy();
  }
}

function columns(body) {
  const texts = [];
  for (let at = 2, left = body.readUInt16BE(0); left > 0; left--) {
    const length = body.readInt32BE(at);
    at += 4;
    texts.push(length < 0 ? null : body.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return texts;
}

function message(kind, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), uint32(body.length + 4), body]);
}

function uint16(number) { const bytes = Buffer.alloc(2); bytes.writeUInt16BE(number); return bytes; }
function uint32(number) { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(number); return bytes; }

module.exports = { Postgres };

// Just enough of Redis' protocol (RESP2) for GET, SET and DEL: https://redis.io/docs/latest/develop/reference/protocol-spec/
'use strict';
const net = require('node:net');

class Redis {
  #socket;
  #received = Buffer.alloc(0);
  #waiting = [];

  constructor({ host, port }) {
    this.#socket = net.connect({ host, port });
    this.#socket.on('data', bytes => this.#read(bytes));
    this.#socket.on('error', error => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the cache closed the connection')));
  }

  send(...words) {
    const answer = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#socket.write(`*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
    return answer;
  }

  #read(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (let end; (end = this.#received.indexOf('\r\n')) >= 0;) {
      const kind = String.fromCharCode(this.#received[0]);
      const line = this.#received.toString('utf8', 1, end);
      let value = line;
      end += 2;
      if (kind === '$' && line !== '-1') {
        const length = Number(line);
        if (this.#received.length < end + length + 2) return;
        value = this.#received.toString('utf8', end, end + length);
        end += length + 2;
      }
      this.#received = this.#received.subarray(end);
      const { resolve, reject } = this.#waiting.shift();
      if (kind === '-') reject(new Error(line)); else resolve(line === '-1' ? null : value);
    }
  }

  #fail(error) {
    for (const one of this.#waiting.splice(0)) one.reject(error);
    this.isClosed = true;
    this.#socket.destroy();
  }
}

module.exports = { Redis };

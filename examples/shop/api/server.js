// The orders: kept in PostgreSQL, the list of them also in Redis until the next one comes.
'use strict';
const http = require('node:http');
const { Postgres } = require('./postgres');
const { Redis } = require('./redis');

const { PORT = 8000, HOST, DB_HOST = 'localhost', DB_PORT = 5432, CACHE_HOST = 'localhost', CACHE_PORT = 6379 } = process.env;
const longest = 200;

let database, cache;
function db() {
  return database && !database.isClosed ? database : database = new Postgres({ host: DB_HOST, port: DB_PORT, user: 'shop', database: 'postgres' });
}
function redis() {
  return cache && !cache.isClosed ? cache : cache = new Redis({ host: CACHE_HOST, port: CACHE_PORT });
}

async function orders() {
  const known = await redis().send('GET', 'orders');
  if (known !== null) return { from: 'cache', orders: JSON.parse(known) };
  const rows = await db().query('select item from orders order by id');
  const items = rows.map(([item]) => item);
  await redis().send('SET', 'orders', JSON.stringify(items));
  return { from: 'database', orders: items };
}

async function order(item) {
  await db().query('insert into orders (item) values ($1)', [item]);
  await redis().send('DEL', 'orders');
  return { ordered: item };
}

async function health() {
  await db().query('select 1');
  await redis().send('PING');
  return { healthy: true };
}

async function text(request) {
  let all = '';
  for await (const part of request.setEncoding('utf8')) {
    all += part;
    if (all.length > longest) break;
  }
  return all;
}

async function answer(request) {
  switch (`${request.method} ${request.url}`) {
    case 'GET /health': return [200, await health()];
    case 'GET /orders': return [200, await orders()];
    case 'POST /orders': {
      const item = (await text(request)).trim();
      return item.length > 0 && item.length <= longest ? [201, await order(item)] : [400, { problem: `an order is a text of 1 to ${longest} letters` }];
    }
    default: return [404, { problem: 'there is /health and /orders' }];
  }
}

http.createServer(async (request, response) => {
  const [status, body] = await answer(request).catch(error => [503, { problem: error.message }]);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body) + '\n');
}).listen(PORT, HOST, () => console.log(`orders at http://${HOST ?? 'localhost'}:${PORT}/orders`));

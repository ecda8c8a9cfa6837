// One page, and the way from it to the api.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const { PORT = 3000, HOST, API_HOST = 'localhost', API_PORT = 8000 } = process.env;

function toApi(request, response) {
  const call = http.request({ host: API_HOST, port: API_PORT, method: request.method, path: request.url.slice('/api'.length), headers: { 'content-type': 'text/plain' } }, answer => {
    response.writeHead(answer.statusCode, { 'content-type': answer.headers['content-type'] });
    answer.pipe(response);
  });
  call.on('error', error => response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ problem: `the api: ${error.message}` }) + '\n'));
  request.pipe(call);
}

http.createServer((request, response) => {
  if (request.url.startsWith('/api/')) return toApi(request, response);
  if (request.url !== '/') return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  fs.createReadStream(path.join(__dirname, 'index.html')).pipe(response);
}).listen(PORT, HOST, () => console.log(`shop at http://${HOST ?? 'localhost'}:${PORT}/`));

using Berth.Audit.Findings;
using Berth.Model.Protocols;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static IEnumerable<Case> Debuggers =>
    [
        new("debug-jdwp", "answers the handshake", Severity.Critical, Answering($"{Wide}:5005", "jdwp")),
        new("debug-jdwp", "by its command line", Severity.Critical, Running($"{Wide}:5005", "java", "java -agentlib:jdwp=transport=dt_socket,server=y,address=*:5005 -jar app.jar")),
        new("debug-jdwp", "the program's own port", null, Running($"{Wide}:8080", "java", "java -agentlib:jdwp=transport=dt_socket,server=y,address=*:5005 -jar app.jar")),
        new("debug-jdwp", "on loopback", Severity.Low, Answering($"{Local}:5005", "jdwp")),
        new("debug-node", "answers as the inspector", Severity.Critical, Api($"{Wide}:9229", "node-inspector")),
        new("debug-node", "by its command line", Severity.Critical, Running($"{Wide}:9229", "node", "node --inspect=0.0.0.0 app.js")),
        new("debug-node", "the application's port", null, Running($"{Wide}:3000", "node", "node --inspect=127.0.0.1:9229 app.js")),
        new("debug-native", "delve", Severity.Critical, Running($"{Wide}:2345", "dlv", "dlv debug --headless --listen=:2345")),
        new("debug-native", "debugpy", Severity.Critical, Running($"{Wide}:5678", "python3", "python3 -m debugpy --listen 0.0.0.0:5678 app.py")),
        new("debug-native", "gdbserver on loopback", null, Running($"{Local}:1234", "gdbserver", "gdbserver 127.0.0.1:1234 app")),
        new("debug-native", "another program", null, Running($"{Wide}:1234", "app", "app")),
        new("cdp-open", "a browser on all addresses", Severity.Critical, Api($"{Wide}:9222", "cdp")),
        new("cdp-open", "a browser on loopback", Severity.Medium, Api($"{Local}:9222", "cdp")),
        new("cdp-open", "a web page", null, Product($"{Wide}:9222", "nginx")),
        new("adb-tcp", "adb's server for all", Severity.High, Running($"{Wide}:5037", "adb", "adb -a nodaemon server")),
        new("adb-tcp", "adb's server on loopback", null, Running($"{Local}:5037", "adb", "adb server")),
        new("jupyter-open", "no token", Severity.Critical, Api($"{Wide}:8888", "jupyter", Authentication.None)),
        new("jupyter-open", "an empty token", Severity.Critical, Running($"{Wide}:8888", "jupyter-lab", "python3 /usr/bin/jupyter-lab --ip=0.0.0.0 --ServerApp.token=")),
        new("jupyter-open", "on loopback", Severity.Medium, Api($"{Local}:8888", "jupyter", Authentication.None)),
        new("jupyter-open", "a token", null, Api($"{Wide}:8888", "jupyter", Authentication.Required)),
        new("llm-open", "ollama for all", Severity.High, Api($"{Wide}:11434", "ollama")),
        new("llm-open", "ollama on loopback", null, Api($"{Local}:11434", "ollama")),
        new("llm-open", "with a key", null, Api($"{Wide}:8000", "openai-api", Authentication.Required)),
        new("mcp-unguarded", "takes a foreign host", Severity.Critical, Api($"{Local}:3001", "mcp", host: open)),
        new("mcp-unguarded", "refuses a foreign host", null, Api($"{Local}:3001", "mcp", host: guarded)),
        new("vnc-none", "no password", Severity.Critical, Answering($"{Wide}:5900", "vnc", Authentication.None)),
        new("vnc-none", "a password", null, Answering($"{Wide}:5900", "vnc", Authentication.Required)),
        new("x11-tcp", "an X server", Severity.High, Answering($"{Wide}:6000", "x11")),
        new("x11-tcp", "by its name", Severity.High, Running($"{Wide}:6001", "Xvfb", "Xvfb :1 -listen tcp")),
        new("x11-tcp", "on loopback", null, Running($"{Local}:6001", "Xvfb", "Xvfb :1 -listen tcp")),
        new("rdp-wide", "xrdp", Severity.High, Running($"{Wide}:3389", "xrdp", "/usr/sbin/xrdp")),
        new("rdp-wide", "on loopback", null, Running($"{Local}:3389", "xrdp", "/usr/sbin/xrdp")),
    ];
}

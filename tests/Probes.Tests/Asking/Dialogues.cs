using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Known;

namespace Berth.Probes.Tests.Asking;

/// <summary>Plays the peer of a dialogue: each text is what it answers to our next words, the last one before it closes.</summary>
static class Dialogues
{
    /// <summary>Every dialogue there is.</summary>
    public static IReadOnlyDictionary<string, Func<Dialogue>> All { get; } = new Dictionary<string, Func<Dialogue>>
    {
        ["ssh"] = static () => new Ssh(),
        ["mysql"] = static () => new MySql(),
        ["vnc"] = static () => new Vnc(),
        ["nats"] = static () => new Nats(),
        ["mail"] = static () => new MailAndFiles(25),
        ["ftp"] = static () => new MailAndFiles(21),
        ["debugpy"] = static () => new Debugpy(),
        ["redis"] = static () => new Redis(),
        ["postgresql"] = static () => new PostgreSql(),
        ["mongodb"] = static () => new MongoDb(),
        ["memcached"] = static () => new Memcached(),
        ["memcached-udp"] = static () => new Memcached(isDatagram: true),
        ["amqp"] = static () => new Amqp(),
        ["kafka"] = static () => new Kafka(),
        ["zookeeper"] = static () => new ZooKeeper(),
        ["dns"] = static () => new Dns(),
        ["dns-udp"] = static () => new Dns(isDatagram: true),
        ["jdwp"] = static () => new Jdwp(),
        ["socks5"] = static () => new Socks5(),
        ["x11"] = static () => new X11(),
        ["gdbserver"] = static () => new GdbServer(),
    };

    public static Heard? Play(string name, params IReadOnlyList<byte[]> answers) => Play(All[name](), answers);

    /// <summary>Each answer comes byte by byte: no dialogue may depend on how the network cuts it.</summary>
    public static Heard? Play(Dialogue dialogue, params IReadOnlyList<byte[]> answers)
    {
        var step = dialogue.Next([], isOver: false);
        var next = 0;
        while (true)
        {
            var answer = next < answers.Count ? answers[next++] : [];
            for (var length = 1; length <= answer.Length; length++)
            {
                step = dialogue.Next(answer.AsSpan(0, length), isOver: false);
                if (step.Kind != StepKind.Wait) break;
            }
            if (step.Kind == StepKind.Wait || answer.Length == 0) step = dialogue.Next(answer, isOver: true);
            switch (step.Kind)
            {
                case StepKind.Told: return step.Heard;
                case StepKind.Say or StepKind.SayAnew when next <= answers.Count: continue;
                default: return null;
            }
        }
    }
}

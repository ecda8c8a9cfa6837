namespace Berth.Model.Sockets;

/// <summary>What the kernel measures on a TCP socket (struct tcp_info, include/uapi/linux/tcp.h).</summary>
/// <param name="RoundTrip">Smoothed round-trip time.</param>
/// <param name="Retransmits">Segments sent again over the connection's life.</param>
/// <param name="BytesSent">Payload bytes sent, without those sent again.</param>
/// <param name="BytesReceived">Payload bytes received.</param>
public sealed record TcpMeasurements(TimeSpan RoundTrip, uint Retransmits, ulong BytesSent, ulong BytesReceived);

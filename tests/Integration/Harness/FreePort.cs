using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Integration.Harness;

/// <summary>Ports of the loopback address on which nothing listens.</summary>
/// <remarks>
/// They lie below the range from which Linux takes the local ports of outgoing connections. A port of that range may be
/// taken by any client while a killed server is down, even by the client which tries to reconnect to it.
/// </remarks>
public static class FreePort
{
    private const int Lowest = 20_000;
    private const int AboveHighest = 32_000;
    private const int Attempts = 1_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port which is free now and was not given out before by this process.</summary>
    /// <exception cref="InvalidOperationException">No free port was found.</exception>
    public static int Next()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, AboveHighest);
            if (IsFree(port) && Given.TryAdd(port, value: true))
            {
                return port;
            }
        }

        throw new InvalidOperationException(
            $"No free port between {Lowest} and {AboveHighest} on the loopback address."
        );
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

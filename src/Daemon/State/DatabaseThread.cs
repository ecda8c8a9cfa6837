using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Berth.Daemon.State;

/// <summary>
/// The one thread that uses a connection. Whoever asks waits for his own answer and holds no lock meanwhile; changes that wait together are
/// committed together, as one flush of the disk makes all of them true. Any thread may ask.
/// </summary>
sealed class DatabaseThread : IDisposable
{
    // Whoever finds it full waits, as for the answer itself.
    const int MostWaiting = 1024;
    const int MostTogether = 64;

    readonly SqliteConnection connection;
    readonly BlockingCollection<Job> waiting = new(MostWaiting);
    readonly Thread thread;

    public DatabaseThread(SqliteConnection connection)
    {
        this.connection = connection;
        thread = new Thread(Work) { IsBackground = true, Name = "database" };
        thread.Start();
    }

    /// <summary>The result of the work, or its exception; what it changed is on the disk when this returns.</summary>
    /// <param name="work">Carried out in a transaction; once more, alone, when another change of the same transaction fails.</param>
    /// <exception cref="IOException">The database is closed.</exception>
    public T Ask<T>(Func<SqliteConnection, T> work)
    {
        T? result = default;
        var job = new Job(it => result = work(it));
        try
        {
            waiting.Add(job);
        }
        catch (InvalidOperationException)
        {
            throw new IOException($"{connection.DataSource} is closed");
        }
        job.Done.Task.GetAwaiter().GetResult();
        return result!;
    }

    void Work()
    {
        var together = new List<Job>();
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            together.Add(first);
            while (together.Count < MostTogether && waiting.TryTake(out var next)) together.Add(next);
            CarryOut(together);
            together.Clear();
        }
    }

    void CarryOut(List<Job> jobs)
    {
        var failure = InOneTransaction(jobs);
        if (failure is null)
            foreach (var job in jobs) job.Done.SetResult();
        else if (jobs is [var only])
            only.Done.SetException(failure);
        // One of them failed, and took the others with it: each for itself.
        else
            foreach (var job in jobs) CarryOut([job]);
    }

    // Null when all of it is on the disk; else none of it is.
    Exception? InOneTransaction(List<Job> jobs)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            foreach (var job in jobs) job.Work(connection);
            transaction.Commit();
            return null;
        }
#pragma warning disable CA1031 // It is the asker's, who is given it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    /// <summary>What waits is carried out first.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
    }

    sealed record Job(Action<SqliteConnection> Work)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

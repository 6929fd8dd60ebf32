"""The programs of `ncsn bench` in PyTorch: what the paper's networks and losses cost there.

Speaks the lines of a bench worker: says `@bench ready {...}` once warm, answers each `go` with
`@bench time SECONDS`, and `quit` with `@bench end {...}`. The task is one JSON argument.
"""
import json
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Norm(nn.Module):
    """Instance norm "plus": channel means keep their place among the channels.

    Conditional on so many levels, or without any the same for all.
    """

    def __init__(self, channels, levels):
        super().__init__()
        self.conditional = levels is not None
        if self.conditional:
            self.embed = nn.Embedding(levels, 3 * channels)
        else:
            self.alpha, self.gamma = (nn.Parameter(torch.ones(channels)) for _ in range(2))
            self.beta = nn.Parameter(torch.zeros(channels))

    def forward(self, x, y):
        means = x.mean(dim=(2, 3))
        centred = means - means.mean(dim=1, keepdim=True)
        shift = centred / torch.sqrt(means.var(dim=1, keepdim=True) + 1e-5)
        if self.conditional:
            parts = self.embed(y).chunk(3, dim=1)
        else:
            parts = (self.gamma[None], self.alpha[None], self.beta[None])
        gamma, alpha, beta = (part[:, :, None, None] for part in parts)
        return gamma * (F.instance_norm(x) + alpha * shift[:, :, None, None]) + beta


class NoNorm(nn.Module):
    def forward(self, x, y):
        return x


def decoder_norm(channels, levels):
    """The second paper's decoder has no norms."""
    return NoNorm() if levels is None else Norm(channels, levels)


def conv3(inputs, outputs, bias=True, dilation=1):
    return nn.Conv2d(inputs, outputs, 3, padding=dilation, dilation=dilation, bias=bias)


class Halving(nn.Module):
    def __init__(self, inputs, outputs, size):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, padding=size // 2)

    def forward(self, x):
        return F.avg_pool2d(self.conv(x), 2)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, levels, down=False, dilation=None):
        super().__init__()
        middle = inputs if down else outputs
        reach = dilation or 1
        self.conv1 = conv3(inputs, middle, dilation=reach)
        self.normalize2 = Norm(middle, levels)
        if down and dilation is None:
            self.conv2 = Halving(middle, outputs, 3)
            self.shortcut = Halving(inputs, outputs, 1)
        else:
            self.conv2 = conv3(middle, outputs, dilation=reach)
            self.shortcut = conv3(inputs, outputs, dilation=reach) if down else None
        self.normalize1 = Norm(inputs, levels)

    def forward(self, x, y):
        h = self.conv1(F.elu(self.normalize1(x, y)))
        h = self.conv2(F.elu(self.normalize2(h, y)))
        return h + (x if self.shortcut is None else self.shortcut(x))


class ResidualUnits(nn.Module):
    def __init__(self, channels, blocks, levels):
        super().__init__()
        self.blocks = blocks
        for block in range(1, blocks + 1):
            for stage in (1, 2):
                setattr(self, f'{block}_{stage}_norm', decoder_norm(channels, levels))
                setattr(self, f'{block}_{stage}_conv', conv3(channels, channels, bias=False))

    def forward(self, x, y):
        for block in range(1, self.blocks + 1):
            before = x
            for stage in (1, 2):
                x = F.elu(getattr(self, f'{block}_{stage}_norm')(x, y))
                x = getattr(self, f'{block}_{stage}_conv')(x)
            x = x + before
        return x


class Fusion(nn.Module):
    def __init__(self, inputs, channels, levels):
        super().__init__()
        self.convs = nn.ModuleList([conv3(count, channels) for count in inputs])
        self.norms = nn.ModuleList([decoder_norm(count, levels) for count in inputs])

    def forward(self, xs, y, size):
        return sum(
            F.interpolate(conv(norm(x, y)), size=size, mode='bilinear', align_corners=True)
            for x, conv, norm in zip(xs, self.convs, self.norms))


class ChainedPooling(nn.Module):
    def __init__(self, channels, levels):
        super().__init__()
        self.convs = nn.ModuleList([conv3(channels, channels, bias=False) for _ in range(2)])
        self.norms = nn.ModuleList([decoder_norm(channels, levels) for _ in range(2)])
        self.pool = F.max_pool2d if levels is None else F.avg_pool2d

    def forward(self, x, y):
        x = F.elu(x)
        path = x
        for conv, norm in zip(self.convs, self.norms):
            path = conv(self.pool(norm(path, y), 5, stride=1, padding=2))
            x = x + path
        return x


class Refine(nn.Module):
    def __init__(self, inputs, channels, levels, end=False):
        super().__init__()
        self.adapt_convs = nn.ModuleList([ResidualUnits(count, 2, levels) for count in inputs])
        self.output_convs = ResidualUnits(channels, 3 if end else 1, levels)
        if len(inputs) > 1:
            self.msf = Fusion(inputs, channels, levels)
        self.crp = ChainedPooling(channels, levels)

    def forward(self, xs, y):
        xs = [adapt(x, y) for adapt, x in zip(self.adapt_convs, xs)]
        h = self.msf(xs, y, xs[0].shape[2:]) if len(xs) > 1 else xs[0]
        return self.output_convs(self.crp(h, y), y)


class RefineNet(nn.Module):
    def __init__(self, channels, n, levels):
        super().__init__()
        self.begin_conv = conv3(channels, n)
        self.normalizer = Norm(n, levels)
        self.end_conv = conv3(n, channels)
        self.res1 = nn.ModuleList([Residual(n, n, levels), Residual(n, n, levels)])
        self.res2 = nn.ModuleList(
            [Residual(n, 2 * n, levels, down=True), Residual(2 * n, 2 * n, levels)])
        self.res3 = nn.ModuleList(
            [Residual(2 * n, 2 * n, levels, True, 2), Residual(2 * n, 2 * n, levels, False, 2)])
        self.res4 = nn.ModuleList(
            [Residual(2 * n, 2 * n, levels, True, 4), Residual(2 * n, 2 * n, levels, False, 4)])
        self.refine1 = Refine([2 * n], 2 * n, levels)
        self.refine2 = Refine([2 * n, 2 * n], 2 * n, levels)
        self.refine3 = Refine([2 * n, 2 * n], n, levels)
        self.refine4 = Refine([n, n], n, levels, end=True)

    def forward(self, x, y):
        h = self.begin_conv(2 * x - 1)
        layers = []
        for blocks in (self.res1, self.res2, self.res3, self.res4):
            for block in blocks:
                h = block(h, y)
            layers.append(h)
        h = self.refine1([layers[3]], y)
        h = self.refine2([layers[2], h], y)
        h = self.refine3([layers[1], h], y)
        h = self.refine4([layers[0], h], y)
        return self.end_conv(F.elu(self.normalizer(h, y)))


class Divided(nn.Module):
    """The second paper's network: it is not told the level, its output is divided by sigma."""

    def __init__(self, channels, n, sigmas):
        super().__init__()
        self.network = RefineNet(channels, n, None)
        self.register_buffer('sigmas', sigmas)

    def forward(self, x, y):
        return self.network(x, None) / self.sigmas[y].view(-1, 1, 1, 1)


class UNetBlock(nn.Module):
    """A residual block of DDPM, or of DDPM++, which halves or doubles by itself."""

    def __init__(self, inputs, outputs, net, resize=None):
        super().__init__()
        self.resize, self.scale = resize, net.scale
        self.norm0, self.conv0 = net.norm(inputs), conv3(inputs, outputs)
        self.dense = nn.Linear(4 * net.features, outputs)
        self.norm1, self.conv1 = net.norm(outputs), conv3(outputs, outputs)
        same = inputs == outputs and resize is None
        self.shortcut = nn.Identity() if same else nn.Conv2d(inputs, outputs, 1)

    def forward(self, x, told):
        h = F.silu(self.norm0(x))
        if self.resize:
            h, x = self.resize(h), self.resize(x)
        h = self.conv0(h) + self.dense(F.silu(told))[:, :, None, None]
        h = self.conv1(F.silu(self.norm1(h)))
        return (self.shortcut(x) + h) * self.scale


class UNetAttention(nn.Module):
    def __init__(self, channels, net):
        super().__init__()
        self.norm, self.scale = net.norm(channels), net.scale
        self.query, self.key, self.value, self.out = (
            nn.Conv2d(channels, channels, 1) for _ in range(4))

    def forward(self, x, told):
        h = self.norm(x)
        q, k, v = (part(h).flatten(2) for part in (self.query, self.key, self.value))
        weights = torch.bmm(q.transpose(1, 2), k) * x.shape[1] ** -0.5
        found = torch.bmm(v, weights.softmax(dim=2).transpose(1, 2)).view_as(x)
        return (x + self.out(found)) * self.scale


class UNetResize(nn.Module):
    """Half or twice the sides with a convolution, as DDPM has them."""

    def __init__(self, channels, down):
        super().__init__()
        self.down = down
        self.conv = nn.Conv2d(channels, channels, 3, 2 if down else 1, 0 if down else 1)

    def forward(self, x, told):
        x = F.pad(x, (0, 1, 0, 1)) if self.down else F.interpolate(x, scale_factor=2)
        return self.conv(x)


class UNet(nn.Module):
    """DDPM's network or DDPM++, told a time; parameters in the published order."""

    def __init__(self, task):
        super().__init__()
        self.plain = task['network'] == 'ddpm'
        self.groups = task.get('groups', 32)
        self.features = task['width']
        self.scale = 1.0 if self.plain else 0.5 ** 0.5
        self.first = nn.Linear(self.features, 4 * self.features)
        self.second = nn.Linear(4 * self.features, 4 * self.features)
        channels = [self.features * factor for factor in task['multipliers']]
        self.reading = conv3(task['channels'], self.features)
        kept, width, side = [self.features], self.features, task['side']
        down, up = [], []
        for level, out in enumerate(channels):
            for _ in range(task['blocks']):
                down.append(self.stage(width, out, side in task['attention']))
                width = out
                kept.append(width)
            if level < len(channels) - 1:
                down.append(nn.ModuleList([self.resized(width, True)]))
                kept.append(width)
                side //= 2
        middle = [UNetBlock(width, width, self), UNetAttention(width, self),
                  UNetBlock(width, width, self)]
        for level in reversed(range(len(channels))):
            for block in range(task['blocks'] + 1):
                last = block == task['blocks']
                stage = self.stage(
                    width + kept.pop(), channels[level], last and side in task['attention'])
                width = channels[level]
                if last and level > 0:
                    stage.append(self.resized(width, False))
                    side *= 2
                up.append(stage)
        self.down, self.middle, self.up = map(nn.ModuleList, (down, middle, up))
        self.norm_out = self.norm(width)
        self.writing = conv3(width, task['channels'])

    def norm(self, channels):
        groups = self.groups if self.plain else min(channels // 4, 32)
        return nn.GroupNorm(groups, channels, eps=1e-6)

    def stage(self, inputs, outputs, attention):
        parts = [UNetBlock(inputs, outputs, self)]
        return nn.ModuleList(parts + ([UNetAttention(outputs, self)] if attention else []))

    def resized(self, width, down):
        if self.plain:
            return UNetResize(width, down)
        resize = nn.AvgPool2d(2) if down else nn.Upsample(scale_factor=2)
        return UNetBlock(width, width, self, resize)

    def forward(self, x, time):
        half = self.features // 2
        rates = torch.exp(-9.210340371976184 * torch.arange(half) / (half - 1))
        waves = time[:, None] * rates[None]
        told = torch.cat([waves.sin(), waves.cos()], 1)
        told = self.second(F.silu(self.first(told)))
        h = self.reading(x)
        kept = [h]
        for stage in self.down:
            for part in stage:
                h = part(h, told)
            kept.append(h)
        for part in self.middle:
            h = part(h, told)
        for stage in self.up:
            h = torch.cat([h, kept.pop()], 1)
            for part in stage:
                h = part(h, told)
        return self.writing(F.silu(self.norm_out(h)))


def noise_prediction(network, x):
    """DDPM's loss in continuous time, variance preserving."""
    time = torch.rand(len(x)) * (1 - 1e-5) + 1e-5
    integral = 0.1 * time + 9.95 * time ** 2
    mean = torch.exp(-integral / 2)[:, None, None, None]
    deviation = torch.sqrt(-torch.expm1(-integral))[:, None, None, None]
    noise = torch.randn_like(x)
    return ((network(mean * x + deviation * noise, 999 * time) - noise) ** 2).mean()


def unet(task, x):
    network = UNet(task)
    if task['program'] == 'forward':
        time = torch.full((len(x),), 500.0)

        def forward():
            with torch.no_grad():
                network(x, time)
        return forward, network
    return training(network, lambda: noise_prediction(network, x)), network


class Unit(nn.Module):
    def __init__(self, inputs, outputs, rows, columns=None, stride=1, padded=True):
        super().__init__()
        size = (rows, columns or rows)
        padding = tuple(side // 2 for side in size) if padded else 0
        self.conv = nn.Conv2d(inputs, outputs, size, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


class Branches(nn.ModuleList):
    def forward(self, x):
        return torch.cat([branch(x) for branch in self], 1)


class Inception(nn.Sequential):
    """Inception-v3 of 2015-12-05 up to its features; a unit is (channels, rows, ...)."""

    def __init__(self):
        half = {'stride': 2, 'padded': False}
        bare = {'padded': False}
        maximum = nn.MaxPool2d(3, 2)
        stages = [(32, 3, half), (32, 3, bare), (64, 3), maximum, (80, 1), (192, 3, bare), maximum]
        stages += [
            [[(64, 1)], [(48, 1), (64, 5)], [(64, 1), (96, 3), (96, 3)], [self.mean(), (pool, 1)]]
            for pool in (32, 64, 64)]
        stages += [[[(384, 3, half)], [(64, 1), (96, 3), (96, 3, half)], [maximum]]]
        stages += [
            [[(192, 1)], [(c, 1), (c, 1, 7), (192, 7, 1)],
             [(c, 1), (c, 7, 1), (c, 1, 7), (c, 7, 1), (192, 1, 7)], [self.mean(), (192, 1)]]
            for c in (128, 160, 160, 192)]
        stages += [
            [[(192, 1), (320, 3, half)], [(192, 1), (192, 1, 7), (192, 7, 1), (192, 3, half)],
             [maximum]]]
        cross = [[(384, 1, 3)], [(384, 3, 1)]]
        stages += [
            [[(320, 1)], [(384, 1), cross], [(448, 1), (384, 3), cross], [pool, (192, 1)]]
            for pool in (self.mean(), nn.MaxPool2d(3, 1, 1))]
        super().__init__(*self.layers(3, stages)[0], nn.AdaptiveAvgPool2d(1))

    @staticmethod
    def mean():
        return nn.AvgPool2d(3, 1, 1, count_include_pad=False)

    @classmethod
    def layers(cls, channels, parts):
        """Layers one behind the other, and how many channels come out."""
        layers = []
        for part in parts:
            if isinstance(part, tuple):
                options = part[-1] if isinstance(part[-1], dict) else {}
                sizes = part[:-1] if options else part
                layers.append(Unit(channels, *sizes, **options))
                channels = part[0]
            elif isinstance(part, list):
                branches = [cls.layers(channels, branch) for branch in part]
                layers.append(Branches([nn.Sequential(*inner) for inner, _ in branches]))
                channels = sum(count for _, count in branches)
            else:
                layers.append(part)
        return layers, channels


def inception(x):
    network = Inception().eval()

    def features():
        with torch.no_grad():
            images = x.expand(-1, 3, -1, -1)
            resized = F.interpolate(images, size=(299, 299), mode='bilinear', align_corners=False)
            return network(2 * resized - 1).flatten(1)
    return features, network


def denoising(network, x, sigmas):
    y = torch.randint(0, len(sigmas), (len(x),))
    sigma = sigmas[y].view(-1, 1, 1, 1)
    noise = torch.randn_like(x) * sigma
    target = -noise / sigma ** 2
    score = network(x + noise, y)
    return (0.5 * ((score - target) ** 2).flatten(1).sum(1) * sigmas[y] ** 2).mean()


def sliced(score, x, weight=1.0):
    x = x.detach().requires_grad_(True)
    s = score(x)
    v = torch.randn_like(s)
    gradient = torch.autograd.grad((s * v).sum(), x, create_graph=True)[0]
    return (((gradient * v).flatten(1).sum(1) + 0.5 * (s ** 2).flatten(1).sum(1)) * weight).mean()


def sliced_annealed(network, x, sigmas):
    y = torch.randint(0, len(sigmas), (len(x),))
    noisy = x + torch.randn_like(x) * sigmas[y].view(-1, 1, 1, 1)
    return sliced(lambda z: network(z, y), noisy, sigmas[y] ** 2)


def program(task):
    """The function to be timed, and how many parameters it is about."""
    torch.manual_seed(1)
    batch = task['batch']
    if task['program'] == 'toy':
        width = task['width']
        network = nn.Sequential(
            nn.Linear(2, width), nn.Softplus(), nn.Linear(width, width), nn.Softplus(),
            nn.Linear(width, 2))
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
        points = torch.randn(batch, 2)

        def steps():
            for _ in range(task['steps']):
                optimizer.zero_grad()
                sliced(network, points).backward()
                optimizer.step()
        return steps, network
    x = torch.rand(batch, task['channels'], task['side'], task['side'])
    if task['program'] == 'inception':
        return inception(x)
    if task['multipliers']:
        return unet(task, x)
    sigmas = torch.exp(torch.linspace(0, torch.log(torch.tensor(0.01)), task['levels']))
    if task['network'] == 'ncsn':
        network = RefineNet(task['channels'], task['width'], task['levels'])
    else:
        network = Divided(task['channels'], task['width'], sigmas)
    y = torch.arange(batch) % task['levels']
    if task['program'] == 'forward':
        def forward():
            with torch.no_grad():
                network(x, y)
        return forward, network
    if task['program'] == 'sample':
        state = [x]

        def step():
            with torch.no_grad():
                noise = torch.randn_like(x)
                state[0] = state[0] + 2e-5 * network(state[0], y) + (4e-5) ** 0.5 * noise
        return step, network
    loss = denoising if task['program'] == 'train' else sliced_annealed
    return training(network, lambda: loss(network, x, sigmas)), network


def training(network, loss):
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)

    def train():
        optimizer.zero_grad()
        value = loss()
        value.backward()
        optimizer.step()
        return value.item()
    return train


def say(word, value):
    print('@bench', word, value, flush=True)


def main():
    task = json.loads(sys.argv[1])
    torch.set_num_threads(task['threads'])
    run, network = program(task)
    run()
    say('ready', json.dumps({
        'backend': 'PyTorch ' + torch.__version__,
        'parameters': sum(p.numel() for p in network.parameters())}))
    for line in sys.stdin:
        if line.strip() == 'go':
            start = time.perf_counter()
            run()
            say('time', time.perf_counter() - start)
        else:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    say('end', json.dumps({'residentBytes': peak}))


if __name__ == '__main__':
    main()

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace mw::numerics {

/// A number that carries its derivatives in N directions: forward-mode automatic differentiation, exact to rounding.
///
///   f(a + b e) = f(a) + f'(a) b e,   e^2 = 0
///
/// Duals of duals give second derivatives: in Dual<Dual<double, N>, 1> the entry slope[0].slope[i] is d2f / (dv dx_i).
/// Where a function has a kink (abs, min, max) the derivative is that of the branch taken.
/// Source: Griewank, Walther (2008), Evaluating Derivatives, chapter 3
template <class T, int N>
struct Dual {
  T value{};
  std::array<T, N> slope{};

  Dual() = default;
  Dual(double constant) : value(constant) {}  // NOLINT: numbers mix freely with duals
  Dual(const T& v, const std::array<T, N>& s) : value(v), slope(s) {}
};

inline double valueOf(double x) {
  return x;
}
/// The plain number below any depth of duals.
template <class T, int N>
double valueOf(const Dual<T, N>& x) {
  return valueOf(x.value);
}

/// f(a) with the derivative df carried on.
template <class T, int N>
Dual<T, N> chain(const T& value, const T& df, const Dual<T, N>& a) {
  Dual<T, N> result;
  result.value = value;
  for (std::size_t i = 0; i < N; ++i) result.slope[i] = df * a.slope[i];
  return result;
}

template <class T, int N>
Dual<T, N> operator+(Dual<T, N> a, const Dual<T, N>& b) {
  a.value = a.value + b.value;
  for (std::size_t i = 0; i < N; ++i) a.slope[i] = a.slope[i] + b.slope[i];
  return a;
}
template <class T, int N>
Dual<T, N> operator-(Dual<T, N> a, const Dual<T, N>& b) {
  a.value = a.value - b.value;
  for (std::size_t i = 0; i < N; ++i) a.slope[i] = a.slope[i] - b.slope[i];
  return a;
}
template <class T, int N>
Dual<T, N> operator-(Dual<T, N> a) {
  a.value = -a.value;
  for (std::size_t i = 0; i < N; ++i) a.slope[i] = -a.slope[i];
  return a;
}
template <class T, int N>
Dual<T, N> operator*(const Dual<T, N>& a, const Dual<T, N>& b) {
  Dual<T, N> result;
  result.value = a.value * b.value;
  for (std::size_t i = 0; i < N; ++i) result.slope[i] = a.slope[i] * b.value + a.value * b.slope[i];
  return result;
}
template <class T, int N>
Dual<T, N> operator/(const Dual<T, N>& a, const Dual<T, N>& b) {
  Dual<T, N> result;
  result.value = a.value / b.value;
  for (std::size_t i = 0; i < N; ++i) result.slope[i] = (a.slope[i] - result.value * b.slope[i]) / b.value;
  return result;
}
template <class T, int N>
Dual<T, N> operator*(double factor, Dual<T, N> a) {
  a.value = factor * a.value;
  for (std::size_t i = 0; i < N; ++i) a.slope[i] = factor * a.slope[i];
  return a;
}

template <class T, int N>
Dual<T, N> exp(const Dual<T, N>& a) {
  using std::exp;
  const T e = exp(a.value);
  return chain(e, e, a);
}
template <class T, int N>
Dual<T, N> log(const Dual<T, N>& a) {
  using std::log;
  return chain<T, N>(log(a.value), T(1.0) / a.value, a);
}
template <class T, int N>
Dual<T, N> sqrt(const Dual<T, N>& a) {
  using std::sqrt;
  const T root = sqrt(a.value);
  return chain<T, N>(root, T(0.5) / root, a);
}
template <class T, int N>
Dual<T, N> cos(const Dual<T, N>& a);
template <class T, int N>
Dual<T, N> sin(const Dual<T, N>& a) {
  using std::cos, std::sin;
  return chain<T, N>(sin(a.value), cos(a.value), a);
}
template <class T, int N>
Dual<T, N> cos(const Dual<T, N>& a) {
  using std::cos, std::sin;
  return chain<T, N>(cos(a.value), -sin(a.value), a);
}
template <class T, int N>
Dual<T, N> tan(const Dual<T, N>& a) {
  return sin(a) / cos(a);
}
template <class T, int N>
Dual<T, N> asin(const Dual<T, N>& a) {
  using std::asin, std::sqrt;
  return chain<T, N>(asin(a.value), T(1.0) / sqrt(T(1.0) - a.value * a.value), a);
}
template <class T, int N>
Dual<T, N> acos(const Dual<T, N>& a) {
  using std::acos, std::sqrt;
  return chain<T, N>(acos(a.value), T(-1.0) / sqrt(T(1.0) - a.value * a.value), a);
}
template <class T, int N>
Dual<T, N> atan(const Dual<T, N>& a) {
  using std::atan;
  return chain<T, N>(atan(a.value), T(1.0) / (T(1.0) + a.value * a.value), a);
}
template <class T, int N>
Dual<T, N> tanh(const Dual<T, N>& a) {
  using std::tanh;
  const T t = tanh(a.value);
  return chain<T, N>(t, T(1.0) - t * t, a);
}
template <class T, int N>
Dual<T, N> cosh(const Dual<T, N>& a);
template <class T, int N>
Dual<T, N> sinh(const Dual<T, N>& a) {
  using std::cosh, std::sinh;
  return chain<T, N>(sinh(a.value), cosh(a.value), a);
}
template <class T, int N>
Dual<T, N> cosh(const Dual<T, N>& a) {
  using std::cosh, std::sinh;
  return chain<T, N>(cosh(a.value), sinh(a.value), a);
}
template <class T, int N>
Dual<T, N> abs(const Dual<T, N>& a) {
  return valueOf(a) < 0 ? -a : a;
}

/// a^c for a number c: defined for negative a where c is whole.
template <class T, int N>
Dual<T, N> powConstant(const Dual<T, N>& a, double c);
inline double powConstant(double a, double c) {
  return std::pow(a, c);
}
template <class T, int N>
Dual<T, N> powConstant(const Dual<T, N>& a, double c) {
  if (c == 0.0) return Dual<T, N>(1.0);
  return chain<T, N>(powConstant(a.value, c), T(c) * powConstant(a.value, c - 1.0), a);
}
/// a^b = exp(b log a), for positive a.
template <class T, int N>
Dual<T, N> pow(const Dual<T, N>& a, const Dual<T, N>& b) {
  return exp(b * log(a));
}
/// The angle of (x, y), all four quadrants.
template <class T, int N>
Dual<T, N> atan2(const Dual<T, N>& y, const Dual<T, N>& x) {
  using std::atan2;
  const T square = x.value * x.value + y.value * y.value;
  Dual<T, N> result;
  result.value = atan2(y.value, x.value);
  for (std::size_t i = 0; i < N; ++i) {
    result.slope[i] = (x.value * y.slope[i] - y.value * x.slope[i]) / square;
  }
  return result;
}

}  // namespace mw::numerics

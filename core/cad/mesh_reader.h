// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/cad/mesh.h"

namespace mw::cad {

enum class MeshFormat { Stl, Obj, Gltf, Glb, Collada };

/// By the end of the name, whatever its case.
/// @throws InputError naming the kinds that are known
[[nodiscard]] MeshFormat meshFormatOf(const std::string& name);

/// Gives what a .gltf names beside itself: a buffer, by its relative name.
using BesideReader = std::function<std::string(const std::string& name)>;

struct MeshReading {
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in triangles
  BesideReader beside = {};    ///< empty: whatever the file needs must be inside it
};

/// Reads a mesh: STL (text and binary), OBJ (points and faces; materials and lines are passed over, and the files they
/// name are never opened), glTF 2.0 and GLB (triangles of the scene's nodes with their base colours), COLLADA 1.4 and
/// 1.5 (faces of the scene's nodes with their diffuse colours; its unit and up axis turn it to metres with z upwards,
/// pictures are never opened, and skins are as they were bound).
///
/// The content is hostile until shown otherwise: counts, indices, sizes and nesting are checked before anything is
/// reserved for them, coordinates must be finite and within 1e7, and there are at most kMaxTriangles.
/// @param content  the file, at most kMaxMeshBytes
/// @param name     how messages call it; its end says the format
/// @throws InputError with the line or the place in the file; Cancelled
[[nodiscard]] TriangleMesh readMesh(std::string_view content, const std::string& name, const MeshReading& reading = {});

/// What the file leaves open and its content tells.
[[nodiscard]] MeshGuess guessOf(const TriangleMesh& mesh, MeshFormat format);

/// Length, width and height in metres of a mesh that stands as guessed, or with `up` upwards.
[[nodiscard]] std::array<double, 3> standingSize_m(const Extents& extents, UpAxis up, double unit_m);

/// A mesh file that needs no other: the buffers that a .gltf names beside itself are put into it, its pictures left
/// out. Other formats stay as they are.
/// @throws InputError also for a reference that leads out of the folder or into the net
[[nodiscard]] std::string withBuffersInside(std::string content, const std::string& name, const BesideReader& beside);

}  // namespace mw::cad
